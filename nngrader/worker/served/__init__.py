"""What student code gets when it asks for public data: the course's rows, without a network."""
