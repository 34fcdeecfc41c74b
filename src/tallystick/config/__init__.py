"""Config: how the parts are put together for one installation.

Owns: Django's settings and the map of addresses. Reads: every room. Offers: settings, urls and the WSGI application.
"""
