"""What the pages of decisions and partnerships are made of: whose they are, their documents drawn, and their forms."""
