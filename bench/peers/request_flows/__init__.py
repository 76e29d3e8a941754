"""The application that Viewflow wants its flows to belong to."""
