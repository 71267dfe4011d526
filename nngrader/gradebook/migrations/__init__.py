"""How the tables came to be, step by step; a gradebook of any release is brought up by them."""
