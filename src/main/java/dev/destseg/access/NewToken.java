package dev.destseg.access;

/** A token at the only moment at which its secret is known. */
public record NewToken(Token token, Secret secret) {}
