"""Telling people and programs what happens: notifications, e-mails, the notices of a day, and webhooks."""
