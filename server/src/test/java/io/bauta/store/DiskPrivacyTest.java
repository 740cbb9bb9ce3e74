package io.bauta.store;

import static io.bauta.session.SampleSessions.NOW;
import static io.bauta.session.SampleSessions.id;
import static io.bauta.session.SampleSessions.participant;
import static io.bauta.session.SampleSessions.person;
import static io.bauta.session.SampleSessions.proxy;
import static io.bauta.session.SampleSessions.session;
import static io.bauta.session.SampleSessions.storedPool;
import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import io.bauta.api.CallJson;
import io.bauta.api.EventJson;
import io.bauta.call.CallFact.RecordingReady;
import io.bauta.call.CallId;
import io.bauta.call.CallStart;
import io.bauta.call.CarrierCallId;
import io.bauta.call.ToldFact;
import io.bauta.event.Audience;
import io.bauta.event.Endpoint;
import io.bauta.event.EndpointId;
import io.bauta.event.EventFilter;
import io.bauta.event.SigningSecret;
import io.bauta.id.TimeOrderedIds;
import io.bauta.number.PhoneNumber;
import io.bauta.pool.GracePolicy;
import io.bauta.pool.NumberPool;
import io.bauta.pool.PinPolicy;
import io.bauta.pool.PoolPolicies;
import io.bauta.pool.Pools;
import io.bauta.pool.Ringing;
import io.bauta.pool.UnknownCaller;
import io.bauta.routing.IncomingCall;
import io.bauta.routing.RoutingDecision;
import io.bauta.routing.RoutingDecision.Connect;
import io.bauta.routing.RoutingDecision.Reason;
import io.bauta.routing.RoutingDecision.Refuse;
import io.bauta.session.Holder;
import io.bauta.session.MaskingSession;
import io.bauta.session.SampleSessions;
import io.bauta.vault.KeyRing;
import io.bauta.vault.NumberVault;
import io.bauta.vault.Tokens;
import io.bauta.vault.VaultKeys;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** Whoever copies the data directory learns nobody's number. */
class DiskPrivacyTest {

  @RegisterExtension static final TestDatabase DATABASE = TestDatabase.sqlite();

  private static final int STRANGER = 7;
  private static final int DIALED_BY_MISTAKE = 8;
  private static final int IN_A_RECORDING = 9;
  private static final int SUPPORT = 10;
  private static final int GUESSES = 2_000;
  private static final int[] PEOPLE = {1, 2, STRANGER, DIALED_BY_MISTAKE, IN_A_RECORDING, SUPPORT};

  @Test
  void noRealNumberIsInAnyFile() throws IOException {
    MaskingSession session = store();
    DATABASE.calls().append(calls(session), List.of(recording()));

    // Proxy numbers are there to be found: the search itself works.
    assertThat(filesWith(ByteBuffer.allocate(8).putLong(proxy(0).digits()).array(), 5))
        .isNotEmpty();
    for (int n : PEOPLE) {
      assertNowhere(person(n));
    }
    DATABASE.reopen();
    for (int n : PEOPLE) {
      assertNowhere(person(n));
    }
  }

  /** As a whole server words its events, and with the secrets of an endpoint. */
  @Test
  void noRealNumberAndNoSecretIsInWhatIsToldOfEvents() throws IOException {
    Audience audience = new Audience();
    Pools pools = new Pools(DATABASE.pools());
    EventRecorder recorder =
        new EventRecorder(
            audience, new EventJson(CallJson.withoutRecordings(pools)), new TimeOrderedIds());
    audience.set(true);
    NumberPool pool = storedPool(DATABASE.pools(), 2);
    MaskingSession session = session(pool, participant(1, 0), participant(2, 1));
    new SqlSessionStore(DATABASE.database(), DATABASE.vault(), recorder)
        .insert(session, Optional.empty(), NOW);
    SqlCallStore calls = new SqlCallStore(DATABASE.database(), DATABASE.vault(), recorder);
    calls.append(calls(session), List.of(recording()));
    calls.settle();
    SqlEventStore events = new SqlEventStore(DATABASE.database());
    String secret = "whsec_" + "c2VjcmV0LW9mLXRoZS1lbmRwb2ludA";
    new SqlEndpointStore(DATABASE.database(), DATABASE.vault())
        .add(
            new Endpoint(
                new EndpointId(id(NOW)),
                "https://platform.example/events?token=token-of-the-url",
                EventFilter.ALL,
                Optional.empty(),
                Endpoint.State.ACTIVE,
                List.of(new SigningSecret(secret, Optional.empty())),
                NOW));
    events.place(() -> List.of(), NOW);

    assertThat(events.after(0)).hasSize(4);
    assertThat(
            filesWith(
                "call.refused"
                    .replace('.', '_')
                    .toUpperCase(Locale.ROOT)
                    .getBytes(StandardCharsets.US_ASCII),
                0))
        .isNotEmpty();
    for (int n : PEOPLE) {
      assertNowhere(person(n));
    }
    for (String hidden : List.of(secret, "token-of-the-url")) {
      assertThat(filesWith(hidden.getBytes(StandardCharsets.US_ASCII), 0)).isEmpty();
    }
  }

  /**
   * Telephone numbers are few enough to be tried out one by one. Whoever has a dump tries what can
   * be made without the key of the tokens, and with all that is in the dump.
   */
  @Test
  void noNumberIsFoundInADumpByTryingAllOfThem(@TempDir Path keys) throws Exception {
    SqlVault vault = TestVault.open(DATABASE.database(), keys);
    NumberVault numbers = new NumberVault(vault.ring());
    NumberPool pool = storedPool(DATABASE.pools(), 2);
    new SqlSessionStore(DATABASE.database(), numbers)
        .insert(session(pool, participant(1, 0), participant(2, 1)), Optional.empty(), NOW);
    Set<ByteBuffer> dump = tokens();
    assertThat(dump).hasSize(2);

    KeyRing strangers = new KeyRing(VaultKeys.generate());
    for (int n = 0; n < GUESSES; n++) {
      PhoneNumber guess = person(n);
      try (KeyRing.Turn turn = strangers.turn()) {
        assertThat(dump).doesNotContain(ByteBuffer.wrap(turn.tokens().wanted(guess)));
      }
      for (String written :
          List.of(Long.toString(guess.digits()), guess.e164(), installation() + guess.digits())) {
        assertThat(dump).doesNotContain(hash(written.getBytes(StandardCharsets.UTF_8)));
      }
      assertThat(dump).doesNotContain(hash(ByteBuffer.allocate(8).putLong(guess.digits()).array()));
    }
    // With the key they are found: the search itself works.
    try (KeyRing.Turn turn = vault.ring().turn()) {
      assertThat(dump).contains(ByteBuffer.wrap(turn.tokens().wanted(person(1))));
    }
  }

  /** What a backup of the database holds of the keys opens nothing, and is no key. */
  @Test
  void noKeyIsInTheDatabase(@TempDir Path keys) throws Exception {
    TestVault.open(DATABASE.database(), keys);
    byte[] master =
        Base64.getDecoder().decode(Files.readString(keys.resolve("master.key")).strip());
    assertThat(filesWith(master, 0)).isEmpty();
    assertThat(
            filesWith(Files.readString(keys.resolve("master.key")).strip().getBytes(US_ASCII), 0))
        .isEmpty();
    // Tink writes key material in clear under this name only.
    assertThat(filesWith("keyData".getBytes(US_ASCII), 0)).isEmpty();
    assertThat(filesWith("encryptedKeyset".getBytes(US_ASCII), 0)).isNotEmpty();
  }

  private static Set<ByteBuffer> tokens() {
    return DATABASE
        .database()
        .read(
            link ->
                new HashSet<>(
                    link.query("select real_token from binding")
                        .all(row -> ByteBuffer.wrap(row.bytes("real_token")))));
  }

  private static String installation() {
    return DATABASE.database().read(VaultRows::read).orElseThrow().installation().toString();
  }

  private static ByteBuffer hash(byte[] bytes) throws NoSuchAlgorithmException {
    byte[] digest = MessageDigest.getInstance("SHA-256").digest(bytes);
    return ByteBuffer.wrap(digest, 0, Tokens.BYTES).slice();
  }

  private static MaskingSession store() {
    DATABASE.pools().create(forwarding());
    MaskingSession session =
        session(storedPool(DATABASE.pools(), 2), participant(1, 0), participant(2, 1));
    DATABASE.sessions().insert(session, Optional.of("key"), NOW);
    DATABASE.sessions().heldBy(new Holder.Phone(person(1)), session.pool(), NOW);
    return session;
  }

  /** Support may answer on somebody's own telephone. */
  private static NumberPool forwarding() {
    NumberPool pool = SampleSessions.pool("support");
    return new NumberPool(
        pool.id(),
        pool.name(),
        pool.carrierAccount(),
        pool.mode(),
        pool.selection(),
        pool.callPolicy(),
        pool.coolOff(),
        pool.grace(),
        pool.createdAt(),
        new PoolPolicies(
            GracePolicy.FORWARD,
            Optional.empty(),
            UnknownCaller.FORWARD,
            Optional.of(person(SUPPORT)),
            PinPolicy.DEFAULT,
            Ringing.IN_ORDER));
  }

  private static List<CallStart> calls(MaskingSession session) {
    PhoneNumber ours = new PhoneNumber(proxy(0).digits());
    return List.of(
        start(
            "connected",
            new IncomingCall("acme-in", ours, Optional.of(person(1))),
            new Connect(
                session.id(),
                0,
                1,
                person(2),
                proxy(1),
                Duration.ofSeconds(30),
                Duration.ofHours(1))),
        start(
            "stranger",
            new IncomingCall("acme-in", ours, Optional.of(person(STRANGER))),
            new Refuse(Reason.UNKNOWN_CALLER, Optional.empty(), Optional.empty())),
        start(
            "mistake",
            new IncomingCall("acme-in", person(DIALED_BY_MISTAKE), Optional.of(person(STRANGER))),
            new Refuse(Reason.UNKNOWN_NUMBER, Optional.empty(), Optional.empty())));
  }

  private static CallStart start(String id, IncomingCall incoming, RoutingDecision decision) {
    return new CallStart(
        new CallId(id(NOW)), new CarrierCallId(id), NOW, incoming, decision, Set.of());
  }

  private static ToldFact recording() {
    String url = "https://recordings.example/" + person(IN_A_RECORDING).e164();
    return new ToldFact(
        "acme-in",
        new CarrierCallId("connected"),
        new RecordingReady("1", "rec-1", Optional.of(url), Optional.empty()),
        NOW);
  }

  private static void assertNowhere(PhoneNumber number) throws IOException {
    byte[] text = Long.toString(number.digits()).getBytes(StandardCharsets.US_ASCII);
    // SQLite writes an integer of this size in six bytes.
    byte[] binary = ByteBuffer.allocate(8).putLong(number.digits()).array();
    assertThat(filesWith(text, 0)).as("as text").isEmpty();
    assertThat(filesWith(binary, 2)).as("as a number").isEmpty();
  }

  /** The files of the data directory that contain {@code wanted} from {@code from} on. */
  private static List<Path> filesWith(byte[] wanted, int from) throws IOException {
    String needle = new String(wanted, from, wanted.length - from, StandardCharsets.ISO_8859_1);
    List<Path> found = new ArrayList<>();
    try (Stream<Path> files = Files.walk(DATABASE.directory()).filter(Files::isRegularFile)) {
      for (Path file : files.toList()) {
        String content = new String(Files.readAllBytes(file), StandardCharsets.ISO_8859_1);
        if (content.contains(needle)) {
          found.add(file);
        }
      }
    }
    return found;
  }
}
