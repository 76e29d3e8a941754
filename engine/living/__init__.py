"""Lives of cases, lived in memory with made-up answers: simulations, chains of them, outlooks and demonstrations."""
