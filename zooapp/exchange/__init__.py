"""What is read in from elsewhere and sent out."""
