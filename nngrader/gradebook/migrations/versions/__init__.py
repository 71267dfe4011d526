"""The steps. What is here was released and is never changed; a change is a new file."""
