"""What people and programs are shown, made of data, and the same on every surface."""
