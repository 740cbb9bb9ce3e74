package io.bauta.store;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.bauta.id.TimeOrderedIds;
import io.bauta.routing.RoutingDecision.Connect;
import io.bauta.store.CallRows.NewCall;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Supplier;

/**
 * The beginning of a call as bytes: which statement stores it, and the parameters of that, in which
 * no number stands in clear.
 *
 * @param insert one of {@link CallInbox#INSERTS}
 * @param columns its parameters
 * @param called the session whose end the call moves, and when it was put through
 */
record KeptCall(String insert, List<Object> columns, Optional<Called> called) {

  /** As ids are in the order of time. */
  static final Comparator<KeptCall> IN_ORDER =
      Comparator.comparing(call -> call.columns().getFirst().toString());

  record Called(UUID session, Instant at) {}

  // What a value is, before each of them.
  private static final byte NOTHING = 0;
  private static final byte ID = 1;
  private static final byte BYTES = 2;
  private static final byte TEXT = 3;
  private static final byte LONG = 4;
  private static final byte INT = 5;

  private static final int CARRIER_KEY_PLACE = 1;
  private static final int SESSION_PLACE = 4;

  /** What is sealed in it: numbers. */
  List<byte[]> sealed() {
    return columns.stream()
        .skip(CARRIER_KEY_PLACE + 1L)
        .filter(byte[].class::isInstance)
        .map(byte[].class::cast)
        .toList();
  }

  /** The session that it was put through in, whose participants it names. */
  Optional<UUID> session() {
    boolean isPutThrough =
        insert.equals(CallInbox.INSERT_CONNECTED)
            || insert.equals(CallInbox.INSERT_PUT_THROUGH)
            || insert.equals(CallInbox.INSERT_EXPLAINED);
    return isPutThrough && columns.get(SESSION_PLACE) instanceof UUID id
        ? Optional.of(id)
        : Optional.empty();
  }

  /** Its id. */
  UUID id() {
    return (UUID) columns.getFirst();
  }

  /** When it began. */
  Instant begunAt() {
    return TimeOrderedIds.time(id());
  }

  /**
   * The same of nobody who is sealed in it.
   *
   * @param nobody what stands in place of a number, sealed; other bytes each time
   */
  KeptCall withoutNumbers(Supplier<byte[]> nobody) {
    List<Object> without = new ArrayList<>(columns.size());
    for (int i = 0; i < columns.size(); i++) {
      boolean isSealed = i > CARRIER_KEY_PLACE && columns.get(i) instanceof byte[];
      boolean isSteps = i == columns.size() - 1 && endsInSteps(insert);
      without.add(isSealed ? nobody.get() : isSteps ? Optional.empty() : columns.get(i));
    }
    return new KeptCall(insert, without, called);
  }

  /** Whose steps are its last parameter. */
  private static boolean endsInSteps(String insert) {
    return insert.equals(CallInbox.INSERT_REFUSED) || insert.equals(CallInbox.INSERT_EXPLAINED);
  }

  /**
   * Writes a beginning at the position of {@code out}, and moves that behind it.
   *
   * @throws java.nio.BufferOverflowException when it is too long
   */
  static void write(ByteBuffer out, NewCall call, Optional<Connect> prolonging, boolean withSteps) {
    out.put((byte) CallInbox.INSERTS.indexOf(call.insert()));
    int size = call.columns().size();
    out.put((byte) size);
    for (int i = 0; i < size; i++) {
      boolean leftOut = !withSteps && i == size - 1 && endsInSteps(call.insert());
      put(out, leftOut ? Optional.empty() : call.columns().get(i));
    }
    put(out, prolonging.flatMap(Connect::session).map(session -> session.uuid()));
    put(out, prolonging.flatMap(Connect::prolongs));
  }

  private static void put(ByteBuffer out, Object value) {
    switch (value) {
      case Optional<?> optional -> {
        if (optional.isPresent()) {
          put(out, optional.get());
        } else {
          out.put(NOTHING);
        }
      }
      case UUID id ->
          out.put(ID).putLong(id.getMostSignificantBits()).putLong(id.getLeastSignificantBits());
      case byte[] bytes -> out.put(BYTES).putShort((short) bytes.length).put(bytes);
      case String text -> {
        byte[] bytes = text.getBytes(UTF_8);
        out.put(TEXT).putShort((short) bytes.length).put(bytes);
      }
      case Enum<?> word -> put(out, word.name());
      case Instant instant -> out.put(LONG).putLong(instant.toEpochMilli());
      case Duration duration -> out.put(LONG).putLong(duration.toMillis());
      case Long number -> out.put(LONG).putLong(number);
      case Integer number -> out.put(INT).putInt(number);
      default -> throw new IllegalArgumentException("no column is a " + value.getClass());
    }
  }

  static KeptCall read(ByteBuffer in) {
    String insert = CallInbox.INSERTS.get(in.get());
    int size = in.get();
    List<Object> columns = new ArrayList<>(size);
    for (int i = 0; i < size; i++) {
      columns.add(value(in));
    }
    Object session = value(in);
    Object at = value(in);
    return new KeptCall(
        insert,
        columns,
        session instanceof UUID id && at instanceof Long millis
            ? Optional.of(new Called(id, Instant.ofEpochMilli(millis)))
            : Optional.empty());
  }

  private static Object value(ByteBuffer in) {
    return switch (in.get()) {
      case NOTHING -> Optional.empty();
      case ID -> new UUID(in.getLong(), in.getLong());
      case BYTES -> bytes(in);
      case TEXT -> new String(bytes(in), UTF_8);
      case LONG -> in.getLong();
      case INT -> in.getInt();
      default -> throw new IllegalArgumentException("a value of no kind that is known");
    };
  }

  private static byte[] bytes(ByteBuffer in) {
    byte[] bytes = new byte[Short.toUnsignedInt(in.getShort())];
    in.get(bytes);
    return bytes;
  }

  /** By its statement alone. */
  @Override
  public String toString() {
    return "KeptCall[" + columns.size() + " columns]";
  }
}
