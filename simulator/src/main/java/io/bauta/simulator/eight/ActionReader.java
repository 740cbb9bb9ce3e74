package io.bauta.simulator.eight;

import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** Reads the actions of one callflow, collecting what is odd but accepted. */
final class ActionReader {

  private static final int TEXT_MAX = 3000;
  private static final int REPETITION_MAX = 3;
  private static final double SPEED_MIN = 0.5;
  private static final double SPEED_MAX = 2.0;
  private static final int DIGITS_MAX = 25;
  private static final int TRIES = 3;
  private static final int TRIES_MAX = 10;
  private static final Duration PATIENCE = Duration.ofSeconds(30);
  private static final Duration PATIENCE_MAX = Duration.ofMinutes(10);
  private static final String WITH_PLUS = "\\+[1-9][0-9]{6,14}";
  private static final String WITHOUT_PLUS = "[1-9][0-9]{6,14}";

  private final EightSettings settings;
  private final List<String> oddities = new ArrayList<>();

  ActionReader(EightSettings settings) {
    this.settings = settings;
  }

  List<String> oddities() {
    return List.copyOf(oddities);
  }

  EightAction action(JsonNode item) throws InvalidCallflow {
    if (!(item instanceof ObjectNode action) || !item.path("action").isString()) {
      throw new InvalidCallflow("an action without a name");
    }
    String name = action.path("action").stringValue();
    for (String field : action.propertyNames()) {
      if (!field.equals("action") && !field.equals("params")) {
        oddities.add("an action has no field " + field);
      }
    }
    var params = new ActionParams(name, params(name, action));
    EightAction read = action(name, params);
    params.unknown().forEach(odd -> oddities.add("%s has no parameter %s".formatted(name, odd)));
    return read;
  }

  private static ObjectNode params(String name, ObjectNode action) throws InvalidCallflow {
    JsonNode params = action.path("params");
    if (params instanceof ObjectNode object) {
      return object;
    }
    if (params.isMissingNode() && name.equals("hangup")) {
      return action.objectNode();
    }
    throw new InvalidCallflow(name + " needs params");
  }

  private EightAction action(String name, ActionParams params) throws InvalidCallflow {
    return switch (name) {
      case "say" -> say(params);
      case "playFile" -> playFile(params);
      case "sayAndCapture" -> sayAndCapture(params);
      case "makeCall" -> makeCall(params);
      case "hangup" -> new EightAction.HangUp();
      default -> throw new InvalidCallflow("no such action");
    };
  }

  private static EightAction say(ActionParams params) throws InvalidCallflow {
    params.passOverNumber("speed", SPEED_MIN, SPEED_MAX);
    return new EightAction.Say(
        spoken(params, "text"), params.required("voiceProfile"), repetition(params));
  }

  private static EightAction playFile(ActionParams params) throws InvalidCallflow {
    String url = params.required("fileUrl");
    String path = webPath(url).orElse("").toLowerCase(Locale.ROOT);
    if (!path.endsWith(".wav") && !path.endsWith(".mp3")) {
      throw new InvalidCallflow("playFile fileUrl is no http(s) URL of a .wav or .mp3");
    }
    return new EightAction.PlayFile(url, repetition(params));
  }

  private EightAction sayAndCapture(ActionParams params) throws InvalidCallflow {
    if (!settings.has(EightVariant.SAY_AND_CAPTURE)) {
      throw new InvalidCallflow("the account does not accept sayAndCapture");
    }
    requireTogether(params);
    for (String unsure : List.of("completeOnHash", "maxDigits", "overallTimeout", "noOfTries")) {
      if (!params.has(unsure)) {
        oddities.add("sayAndCapture leaves %s to 8x8’s default".formatted(unsure));
      }
    }
    params.passOverNumber("speed", SPEED_MIN, SPEED_MAX);
    repetition(params);
    Duration patience = params.milliseconds("overallTimeout", PATIENCE, PATIENCE_MAX);
    Duration betweenDigits =
        params.milliseconds("digitTimeout", Duration.ofMillis(1), PATIENCE_MAX);
    if (betweenDigits.compareTo(patience) >= 0) {
      throw new InvalidCallflow("sayAndCapture overallTimeout must exceed digitTimeout");
    }
    int maxDigits = params.whole("maxDigits", DIGITS_MAX, 1, DIGITS_MAX);
    return new EightAction.SayAndCapture(
        spoken(params, "promptMessage"),
        params.required("voiceProfile"),
        params.text("successMessage").orElse(""),
        params.text("failureMessage").orElse(""),
        params.flag("completeOnHash").orElse(true),
        params.whole("minDigits", 1, 0, maxDigits),
        maxDigits,
        patience,
        params.whole("noOfTries", TRIES, 1, TRIES_MAX));
  }

  /** What 8x8 accepts only together with something else. */
  private static void requireTogether(ActionParams params) throws InvalidCallflow {
    if (params.has("minDigits") && !params.has("maxDigits")) {
      throw new InvalidCallflow("sayAndCapture minDigits needs maxDigits");
    }
    if (params.has("digitTimeout") && !params.has("overallTimeout")) {
      throw new InvalidCallflow("sayAndCapture digitTimeout needs overallTimeout");
    }
    if (!params.flag("completeOnHash").orElse(true) && !params.has("maxDigits")) {
      throw new InvalidCallflow("sayAndCapture needs maxDigits when # does not complete it");
    }
  }

  private EightAction makeCall(ActionParams params) throws InvalidCallflow {
    Optional<Boolean> recording = params.flag("callRecording");
    boolean mayRecord = settings.has(EightVariant.RECORDING);
    if (mayRecord && recording.isEmpty()) {
      oddities.add("makeCall leaves callRecording to 8x8’s default");
    }
    if (!mayRecord && recording.orElse(false)) {
      oddities.add("the account may not record");
    }
    return new EightAction.MakeCall(
        number(params, "source"), number(params, "destination"), recording);
  }

  private String number(ActionParams params, String name) throws InvalidCallflow {
    boolean isBare = settings.has(EightVariant.NO_PLUS_SIGN);
    String number = params.required(name);
    if (!number.matches(isBare ? WITHOUT_PLUS : WITH_PLUS)) {
      String form = isBare ? "E.164 without plus" : "+E.164";
      throw new InvalidCallflow("makeCall %s is not %s".formatted(name, form));
    }
    return number;
  }

  private static String spoken(ActionParams params, String name) throws InvalidCallflow {
    String text = params.required(name);
    if (text.length() > TEXT_MAX) {
      throw new InvalidCallflow("%s has more than %d characters".formatted(name, TEXT_MAX));
    }
    return text;
  }

  private static int repetition(ActionParams params) throws InvalidCallflow {
    return params.whole("repetition", 1, 1, REPETITION_MAX);
  }

  private static Optional<String> webPath(String url) {
    try {
      URI uri = URI.create(url);
      boolean isWeb = "http".equals(uri.getScheme()) || "https".equals(uri.getScheme());
      return isWeb && uri.getHost() != null ? Optional.ofNullable(uri.getPath()) : Optional.empty();
    } catch (IllegalArgumentException e) {
      return Optional.empty();
    }
  }
}
