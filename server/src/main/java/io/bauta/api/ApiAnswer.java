package io.bauta.api;

/** What a handler answers with: a reply that is whole, or one that is written while it is sent. */
public sealed interface ApiAnswer permits ApiReply, ApiStream {}
