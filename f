X-File: secret
