package io.bauta.store;

import static io.bauta.vault.SealedAs.AUDIT_KEY;
import static io.bauta.vault.SealedAs.NUMBER;
import static io.bauta.vault.SealedAs.TEXT;

import io.bauta.store.SealedTable.Key;
import io.bauta.store.SealedTable.Kind;
import io.bauta.store.SealedTable.Sealed;
import io.bauta.store.SealedTable.Sealed.KeyOf;
import io.bauta.store.SealedTable.Sealed.Policies;
import io.bauta.store.SealedTable.Sealed.Whole;
import io.bauta.vault.Keyset;
import java.util.List;
import java.util.Optional;

/**
 * Every column of the schema that holds something sealed, or a token: the one list from which
 * rotation works. Tests hold it to the schema, and the documentation to it.
 *
 * <p>Rows are copied, as they are, from one of these to another: beginnings of calls leave the
 * inbox, and the number that a participant had goes to the records of calls. What is copied stands
 * before what it is copied to, so that a pass does not miss it.
 */
final class SealedColumns {

  static final List<SealedTable> ALL =
      List.of(
          table(
              "call_inbox",
              List.of(new Key("place", Kind.NUMBER)),
              new Whole("dialed_sealed", NUMBER),
              new Whole("caller_sealed", NUMBER),
              new Whole("destination_sealed", NUMBER)),
          table(
              "participant",
              List.of(new Key("session_id", Kind.ID), new Key("position", Kind.NUMBER)),
              new Whole("real_number", NUMBER),
              new Whole("more_sealed", TEXT),
              new Whole("pin_sealed", TEXT),
              new Whole("opened_sealed", NUMBER)),
          table("pool", List.of(new Key("id", Kind.ID)), new Policies("policies")),
          withTokens(
              "pool_block",
              List.of(new Key("id", Kind.ID)),
              "number_token",
              new Whole("number_sealed", NUMBER)),
          table("erasure", List.of(new Key("id", Kind.ID)), new Whole("number_sealed", NUMBER)),
          table(
              "audit_chain",
              List.of(new Key("id", Kind.NUMBER)),
              new Whole("key_sealed", AUDIT_KEY)),
          table(
              "event_endpoint",
              List.of(new Key("id", Kind.ID)),
              new Whole("url_sealed", TEXT),
              new Whole("secrets_sealed", TEXT)),
          table(
              "owed_command",
              List.of(new Key("command_key", Kind.TEXT)),
              new Whole("body_sealed", TEXT)),
          table(
              "recording",
              List.of(new Key("id", Kind.ID)),
              new Whole("url_sealed", TEXT),
              new KeyOf("key_sealed", "media_name")),
          table(
              "call",
              List.of(new Key("id", Kind.ID)),
              new Whole("dialed_sealed", NUMBER),
              new Whole("caller_sealed", NUMBER),
              new Whole("destination_sealed", NUMBER)),
          withTokens(
              "binding",
              List.of(new Key("session_id", Kind.ID), new Key("place", Kind.NUMBER)),
              "real_token"),
          withTokens(
              "known_phone",
              List.of(new Key("phone_token", Kind.BYTES), new Key("proxy_number", Kind.NUMBER)),
              "phone_token"),
          withTokens(
              "vault_check",
              List.of(new Key("id", Kind.NUMBER)),
              "token",
              new Whole("sealed", NUMBER)));

  private SealedColumns() {}

  private static SealedTable table(String name, List<Key> key, Sealed... sealed) {
    return new SealedTable(name, key, List.of(sealed), Optional.empty());
  }

  private static SealedTable withTokens(
      String name, List<Key> key, String token, Sealed... sealed) {
    return new SealedTable(name, key, List.of(sealed), Optional.of(token));
  }

  /** The tables that a rotation of the keys of {@code keyset} goes through. */
  static List<SealedTable> of(Keyset keyset) {
    return ALL.stream()
        .filter(
            table ->
                switch (keyset) {
                  case SEALING -> !table.sealed().isEmpty();
                  case TOKENS -> table.token().isPresent();
                })
        .toList();
  }
}
