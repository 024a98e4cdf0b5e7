"""What tests share: small workbooks, ways to read documents back, and to spoil files."""
