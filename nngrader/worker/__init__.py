"""The only part that runs student code or imports Keras. It never imports what judges."""
