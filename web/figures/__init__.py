"""What pages of figures are made of: tables that can be taken away, and pictures of them."""
