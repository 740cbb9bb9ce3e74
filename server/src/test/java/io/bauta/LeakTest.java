package io.bauta;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import com.tngtech.archunit.core.domain.JavaAccess;
import com.tngtech.archunit.core.domain.JavaClass;
import io.bauta.access.KeyText;
import io.bauta.access.LoginToken;
import io.bauta.api.KeysApi;
import io.bauta.api.PlatformJson;
import io.bauta.api.RevealApi;
import io.bauta.call.CallFact.RecordingReady;
import io.bauta.call.CarrierCallId;
import io.bauta.carrier.Authenticity.Nonce;
import io.bauta.carrier.FormFields;
import io.bauta.carrier.HttpReply;
import io.bauta.carrier.Secret;
import io.bauta.carrier.Webhook;
import io.bauta.number.HomeRegion;
import io.bauta.number.PhoneNumber;
import io.bauta.number.ProxyNumber;
import io.bauta.pool.PinPolicy;
import io.bauta.retention.RetentionPolicy;
import io.bauta.rules.SessionRules;
import io.bauta.session.Pin;
import java.lang.reflect.Constructor;
import java.lang.reflect.Executable;
import java.lang.reflect.Parameter;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Proxy;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.lang.reflect.WildcardType;
import java.net.InetAddress;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;

/** Real numbers and credentials leave only where they must, and print nowhere. */
final class LeakTest {

  private static final Set<String> DOMAIN =
      Set.of(
          "number", "id", "pool", "session", "plan", "routing", "call", "rules", "event", "person");

  /** Bytes are ciphertext there; elsewhere they are what a carrier or a platform sent. */
  private static final Set<String> HOLD_SEALED_BYTES = Set.of("io.bauta.store", "io.bauta.vault");

  /** Fictitious, and no six digits of it come in any other sample below. */
  private static final String REAL_DIGITS = "918888834567";

  private static final String REAL_NUMBER = "+" + REAL_DIGITS;

  // Where a real number may leave its type.

  @Test
  void numbersAreWrittenOutOnlyForCarriersAndTheVault() {
    assertThat(roomsThatCall(PhoneNumber.class, "e164"))
        .isSubsetOf("number", "carrier", "store", "vault", "api");
    assertThat(
            classesThatCall(PhoneNumber.class, "e164")
                .filter(type -> RoomsTest.roomOf(type).equals("api")))
        .as("the platform is told who calls, whoever may reveal is told, and nobody else is")
        .allMatch(
            type ->
                type.isEquivalentTo(PlatformJson.class) || type.isEquivalentTo(RevealApi.class));
  }

  @Test
  void nationalNumbersAreWrittenOutOnlyForCarriers() {
    assertThat(roomsThatCall(HomeRegion.class, "nationalDigits"))
        .contains("carrier")
        .isSubsetOf("carrier");
  }

  @Test
  void digitsOfNumbersAreReadOnlyByIndexesAndTheVault() {
    assertThat(roomsThatCall(PhoneNumber.class, "digits"))
        .contains("routing")
        .isSubsetOf("number", "pool", "routing", "store", "vault");
  }

  /** A proxy number prints whole, so making one of a real number would be a way out. */
  @Test
  void proxyNumbersAreMadeOnlyWhereNumbersAreRegisteredOrLookedUp() {
    assertThat(roomsThatCall(ProxyNumber.class, "<init>"))
        .contains("routing")
        .isSubsetOf("number", "routing", "store");
    // A carrier lists the numbers that the account has, which are shown and dialled by design.
    assertThat(roomsThatCall(ProxyNumber.class, "of"))
        .contains("api")
        .isSubsetOf("api", "app", "carrier");
  }

  @Test
  void secretsAreRevealedOnlyWhereTheyAreUsed() {
    assertThat(roomsThatCall(Secret.class, "reveal")).isSubsetOf("carrier", "app");
    // In the answer to whoever made it, and nowhere else.
    assertThat(classesThatCall(KeyText.class, "reveal"))
        .allMatch(c -> c.isEquivalentTo(KeysApi.class))
        .isNotEmpty();
    assertThat(classesThatCall(LoginToken.class, "reveal").map(JavaClass::getName))
        .containsOnly("io.bauta.app.LoginHttp");
  }

  private static Set<String> roomsThatCall(Class<?> owner, String member) {
    return classesThatCall(owner, member).map(RoomsTest::roomOf).collect(Collectors.toSet());
  }

  private static Stream<JavaClass> classesThatCall(Class<?> owner, String member) {
    return RoomsTest.MAIN.stream()
        .flatMap(user -> user.getAccessesFromSelf().stream())
        .filter(access -> access.getTargetOwner().isEquivalentTo(owner))
        .filter(access -> access.getTarget().getName().equals(member))
        .map(JavaAccess::getOriginOwner);
  }

  @Test
  void domainRoomsTakeNumbersAsNumbersAndNotAsText() {
    Pattern personal =
        Pattern.compile(".*(caller|callee|destination|dialed|dials|real_?number|phone|msisdn).*");
    List<Parameter> parameters =
        RoomsTest.MAIN.stream()
            .filter(type -> DOMAIN.contains(RoomsTest.roomOf(type)))
            .flatMap(type -> executables(type.reflect()))
            .flatMap(code -> Arrays.stream(code.getParameters()))
            .toList();
    assertThat(parameters).filteredOn(Parameter::isNamePresent).hasSizeGreaterThan(50);
    assertThat(parameters)
        .filteredOn(parameter -> CharSequence.class.isAssignableFrom(parameter.getType()))
        .extracting(Parameter::getName)
        .isNotEmpty()
        .noneMatch(name -> personal.matcher(name.toLowerCase(java.util.Locale.ROOT)).matches());
  }

  private static Stream<Executable> executables(Class<?> type) {
    return Stream.concat(
        Arrays.stream(type.getDeclaredConstructors()), Arrays.stream(type.getDeclaredMethods()));
  }

  // The world comes in by the app alone.

  @Test
  void onlyTheAppAsksForTheTimeOfDay() {
    assertThat(accessesOutsideTheApp(LeakTest::readsTheClock)).isEmpty();
  }

  private static boolean readsTheClock(JavaAccess<?> access) {
    String owner = access.getTargetOwner().getName();
    String name = access.getTarget().getName();
    return (owner.startsWith("java.time.") && name.equals("now"))
        || (owner.equals("java.time.Clock") && name.startsWith("system"))
        || (owner.equals("java.time.Clock") && name.startsWith("tick"))
        || (owner.equals("java.lang.System") && name.equals("currentTimeMillis"))
        || (owner.equals("java.util.Date") && name.equals("<init>"));
  }

  @Test
  void onlyTheAppReadsTheEnvironmentAndWritesToTheTerminal() {
    assertThat(accessesOutsideTheApp(LeakTest::touchesTheProcess)).isEmpty();
  }

  private static boolean touchesTheProcess(JavaAccess<?> access) {
    Set<String> ofSystem =
        Set.of("getenv", "out", "err", "in", "console", "exit", "getProperty", "setProperty");
    String owner = access.getTargetOwner().getName();
    String name = access.getTarget().getName();
    return (owner.equals("java.lang.System") && ofSystem.contains(name))
        || owner.equals("java.lang.IO")
        || name.equals("printStackTrace");
  }

  private static List<String> accessesOutsideTheApp(Predicate<JavaAccess<?>> unwanted) {
    return RoomsTest.MAIN.stream()
        .filter(user -> !RoomsTest.roomOf(user).equals("app"))
        .flatMap(user -> user.getAccessesFromSelf().stream())
        .filter(unwanted)
        .map(JavaAccess::getDescription)
        .toList();
  }

  // What prints.

  /** Builds one of each record that holds a real number, a secret or bytes, and prints it. */
  @TestFactory
  Stream<DynamicTest> recordsPrintNothingThatTheyHide() {
    List<Class<?>> holders =
        RoomsTest.MAIN.stream()
            .filter(JavaClass::isRecord)
            .<Class<?>>map(JavaClass::reflect)
            .filter(type -> !type.equals(ProxyNumber.class))
            .filter(type -> holdsSomething(type, new HashSet<>()))
            .toList();
    assertThat(holders).hasSizeGreaterThan(20);
    return holders.stream()
        .map(type -> DynamicTest.dynamicTest(type.getName(), () -> printsNothing(type)));
  }

  private static void printsNothing(Class<?> type) {
    String printed = String.valueOf(Samples.of(type));
    assertThat(printed).satisfies(LeakTest::holdsNoDigits);
    if (!HOLD_SEALED_BYTES.contains(type.getPackageName())) {
      // What an array prints as: the record has no toString of its own.
      assertThat(printed).doesNotContain("[B@");
    }
  }

  private static void holdsNoDigits(String text) {
    assertThat(text)
        .doesNotContain(
            IntStream.rangeClosed(0, REAL_DIGITS.length() - 6)
                .mapToObj(start -> REAL_DIGITS.substring(start, start + 6))
                .toList());
  }

  private static boolean holdsSomething(Type type, Set<Type> seen) {
    if (!seen.add(type)) {
      return false;
    }
    return switch (type) {
      case ParameterizedType generic ->
          Arrays.stream(generic.getActualTypeArguments()).anyMatch(t -> holdsSomething(t, seen));
      case WildcardType wildcard ->
          Arrays.stream(wildcard.getUpperBounds()).anyMatch(t -> holdsSomething(t, seen));
      case Class<?> plain -> holdsSomething(plain, seen);
      default -> false;
    };
  }

  private static boolean holdsSomething(Class<?> type, Set<Type> seen) {
    if (type == PhoneNumber.class
        || type == Pin.class
        || type == Secret.class
        || type == byte[].class) {
      return true;
    }
    // What a carrier wrote.
    if (type == JsonNode.class) {
      return true;
    }
    if (type.isSealed()) {
      return Arrays.stream(type.getPermittedSubclasses()).anyMatch(t -> holdsSomething(t, seen));
    }
    return type.isRecord()
        && Arrays.stream(type.getRecordComponents())
            .anyMatch(
                part -> isLongOfTheDomain(part) || holdsSomething(part.getGenericType(), seen));
  }

  /** In the domain rooms a long is a telephone number until it is shown not to print. */
  private static boolean isLongOfTheDomain(RecordComponent part) {
    Class<?> record = part.getDeclaringRecord();
    return part.getType() == long.class
        && record != ProxyNumber.class
        && DOMAIN.contains(record.getPackageName().substring("io.bauta.".length()));
  }

  @Test
  void wireTextPrintsAsNothing() {
    byte[] body = REAL_NUMBER.getBytes(UTF_8);
    Webhook webhook =
        new Webhook(
            "answer",
            REAL_NUMBER,
            "POST",
            "https://bauta.example/" + REAL_DIGITS,
            "From=" + REAL_DIGITS,
            Map.of("x-caller", REAL_NUMBER),
            body);
    List<Object> carriers =
        List.of(
            webhook,
            new HttpReply(200, "text/plain", body),
            new Nonce(REAL_DIGITS, REAL_NUMBER),
            new RecordingReady(
                "recording",
                "rec-1",
                Optional.of("https://cdn.example/" + REAL_DIGITS),
                noLength()));
    assertThat(carriers).extracting(Object::toString).allSatisfy(LeakTest::holdsNoDigits);
  }

  private static Optional<Duration> noLength() {
    return Optional.empty();
  }

  @Test
  void formFieldsPrintTheirNamesOnly() throws Exception {
    byte[] body = ("From=%2B" + REAL_DIGITS + "&To=919000000001").getBytes(UTF_8);
    FormFields fields =
        FormFields.of(new Webhook("answer", "", "POST", "https://x.example", "", Map.of(), body));
    assertThat(fields.get("From")).contains(REAL_NUMBER);
    assertThat(fields.toString()).contains("From").satisfies(LeakTest::holdsNoDigits);
  }

  @Test
  void messagesOfExceptionsHoldNoNumber() {
    String tooLong = REAL_DIGITS + REAL_DIGITS;
    byte[] wrongEscape = ("From=" + REAL_DIGITS + "%ZZ").getBytes(UTF_8);
    byte[] notUtf8 = {'F', '=', '9', '1', '8', '8', '8', '8', '8', '3', '4', (byte) 0xFF};
    Stream<Throwable> thrown =
        Stream.of(
            catchThrowable(() -> PhoneNumber.ofE164(REAL_DIGITS)),
            catchThrowable(() -> PhoneNumber.ofE164("+" + tooLong)),
            catchThrowable(() -> PhoneNumber.ofE164(REAL_NUMBER + "x")),
            catchThrowable(() -> new PhoneNumber(Long.parseLong(REAL_DIGITS + "0000"))),
            catchThrowable(() -> new ProxyNumber(Long.parseLong(REAL_DIGITS + "0000"))),
            catchThrowable(() -> new CarrierCallId(REAL_DIGITS.repeat(11))),
            catchThrowable(() -> FormFields.of(post(wrongEscape))),
            catchThrowable(() -> FormFields.of(post(notUtf8))));
    assertThat(thrown)
        .allSatisfy(fault -> assertThat(fault).isNotNull().hasNoCause())
        .allSatisfy(fault -> holdsNoDigits(fault.getMessage()));
  }

  private static Webhook post(byte[] body) {
    return new Webhook("answer", "", "POST", "https://x.example", "", Map.of(), body);
  }

  /** One value of any type that a record of ours has as a component. */
  private static final class Samples {

    private static final Map<Class<?>, Object> VALUES =
        Map.ofEntries(
            Map.entry(PhoneNumber.class, PhoneNumber.ofE164(REAL_NUMBER)),
            Map.entry(ProxyNumber.class, new ProxyNumber(919000000001L)),
            Map.entry(Secret.class, new Secret(REAL_DIGITS)),
            Map.entry(Pin.class, new Pin(REAL_DIGITS.substring(3))),
            Map.entry(PinPolicy.class, PinPolicy.DEFAULT),
            Map.entry(SessionRules.class, SessionRules.NONE),
            Map.entry(RetentionPolicy.class, RetentionPolicy.DEFAULT),
            Map.entry(long[].class, new long[] {Long.parseLong(REAL_DIGITS)}),
            Map.entry(byte[].class, REAL_DIGITS.getBytes(UTF_8)),
            Map.entry(JsonNode.class, JsonNodeFactory.instance.stringNode(REAL_NUMBER)),
            Map.entry(long.class, Long.parseLong(REAL_DIGITS)),
            Map.entry(Long.class, 1L),
            Map.entry(int.class, 1),
            Map.entry(Integer.class, 1),
            Map.entry(short.class, (short) 1),
            Map.entry(byte.class, (byte) 1),
            Map.entry(double.class, 1.0),
            Map.entry(boolean.class, true),
            Map.entry(String.class, "text"),
            Map.entry(UUID.class, new UUID(1, 2)),
            Map.entry(InetAddress.class, InetAddress.ofLiteral("192.0.2.1")),
            Map.entry(URI.class, URI.create("https://bauta.example")),
            Map.entry(Path.class, Path.of("data")),
            Map.entry(Instant.class, Instant.parse("2027-01-01T00:00:00Z")),
            Map.entry(Duration.class, Duration.ofSeconds(30)),
            Map.entry(HomeRegion.class, HomeRegion.of("IN")));

    static Object record(Class<?> type) {
      try {
        RecordComponent[] parts = type.getRecordComponents();
        Constructor<?> constructor =
            type.getDeclaredConstructor(
                Arrays.stream(parts).map(RecordComponent::getType).toArray(Class<?>[]::new));
        constructor.setAccessible(true);
        return constructor.newInstance(
            Arrays.stream(parts).map(part -> of(part.getGenericType())).toArray());
      } catch (ReflectiveOperationException cannotBuild) {
        throw new AssertionError("teach Samples to build a " + type.getName(), cannotBuild);
      }
    }

    private static @Nullable Object of(Type type) {
      return switch (type) {
        case ParameterizedType generic -> of(generic);
        case WildcardType wildcard -> of(wildcard.getUpperBounds()[0]);
        case Class<?> plain -> of(plain);
        default -> throw new AssertionError("teach Samples to build a " + type);
      };
    }

    private static @Nullable Object of(ParameterizedType generic) {
      Class<?> raw = (Class<?>) generic.getRawType();
      Type[] arguments = generic.getActualTypeArguments();
      if (raw == Optional.class) {
        return Optional.of(of(arguments[0]));
      }
      if (raw == List.class) {
        // Two, because a session has two participants.
        return List.of(of(arguments[0]), of(arguments[0]));
      }
      if (raw == Set.class) {
        return Set.of(of(arguments[0]));
      }
      if (raw == Map.class) {
        return Map.of(of(arguments[0]), of(arguments[1]));
      }
      return of(raw);
    }

    private static @Nullable Object of(Class<?> type) {
      if (VALUES.containsKey(type)) {
        return VALUES.get(type);
      }
      if (type.isEnum()) {
        return type.getEnumConstants()[0];
      }
      if (type.isSealed()) {
        return of(mostTelling(type));
      }
      if (type.isRecord()) {
        return record(type);
      }
      if (type.isInterface()) {
        return Proxy.newProxyInstance(
            type.getClassLoader(), new Class<?>[] {type}, (proxy, method, arguments) -> "proxy");
      }
      // Any other class prints as its name.
      return null;
    }

    /** Of several kinds the one with something to hide. */
    private static Class<?> mostTelling(Class<?> sealed) {
      return Arrays.stream(sealed.getPermittedSubclasses())
          .filter(kind -> holdsSomething(kind, new HashSet<>()))
          .findFirst()
          .orElse(sealed.getPermittedSubclasses()[0]);
    }
  }
}
