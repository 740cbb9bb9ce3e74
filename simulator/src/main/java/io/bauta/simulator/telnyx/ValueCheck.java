package io.bauta.simulator.telnyx;

import java.net.URI;
import java.util.Base64;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import tools.jackson.databind.JsonNode;

/** What the value of a parameter must be. */
sealed interface ValueCheck {

  /** What is wrong with {@code value}, the value of the parameter {@code name}, if anything. */
  Optional<TelnyxError> fault(String name, JsonNode value);

  /** Anything: nothing here depends on it. */
  record Anything() implements ValueCheck {
    @Override
    public Optional<TelnyxError> fault(String name, JsonNode value) {
      return Optional.empty();
    }
  }

  record Text(int lengthMax) implements ValueCheck {
    @Override
    public Optional<TelnyxError> fault(String name, JsonNode value) {
      boolean fits = value.isString() && value.stringValue().length() <= lengthMax;
      return fits ? Optional.empty() : Optional.of(TelnyxError.outOfRange(name));
    }
  }

  record OneOf(Set<String> values) implements ValueCheck {
    @Override
    public Optional<TelnyxError> fault(String name, JsonNode value) {
      boolean fits = value.isString() && values.contains(value.stringValue());
      return fits ? Optional.empty() : Optional.of(TelnyxError.notInEnum(name));
    }
  }

  record Matching(Pattern pattern) implements ValueCheck {
    @Override
    public Optional<TelnyxError> fault(String name, JsonNode value) {
      boolean fits = value.isString() && pattern.matcher(value.stringValue()).matches();
      return fits ? Optional.empty() : Optional.of(TelnyxError.notInEnum(name));
    }
  }

  /** A telephone number, which nothing may follow: a comma would send digits after the answer. */
  record Number() implements ValueCheck {
    private static final Pattern E164 = Pattern.compile("\\+[1-9][0-9]{6,14}");

    @Override
    public Optional<TelnyxError> fault(String name, JsonNode value) {
      boolean fits = value.isString() && E164.matcher(value.stringValue()).matches();
      return fits ? Optional.empty() : Optional.of(TelnyxError.notE164(name));
    }
  }

  record Whole(int least, int most) implements ValueCheck {
    @Override
    public Optional<TelnyxError> fault(String name, JsonNode value) {
      boolean fits = value.isInt() && value.intValue() >= least && value.intValue() <= most;
      return fits ? Optional.empty() : Optional.of(TelnyxError.outOfRange(name));
    }
  }

  /** A whole address on the web. */
  record Web() implements ValueCheck {
    @Override
    public Optional<TelnyxError> fault(String name, JsonNode value) {
      return value.isString() && isWeb(value.stringValue())
          ? Optional.empty()
          : Optional.of(TelnyxError.notInEnum(name));
    }

    static boolean isWeb(String text) {
      try {
        URI url = URI.create(text);
        boolean isHttp = "http".equals(url.getScheme()) || "https".equals(url.getScheme());
        return isHttp && url.getHost() != null;
      } catch (IllegalArgumentException e) {
        return false;
      }
    }
  }

  /** True or false, not in quotes. */
  record Flag() implements ValueCheck {
    @Override
    public Optional<TelnyxError> fault(String name, JsonNode value) {
      return value.isBoolean() ? Optional.empty() : Optional.of(TelnyxError.notInEnum(name));
    }
  }

  /** Text in Base64, as client states must be. */
  record InBase64() implements ValueCheck {
    @Override
    public Optional<TelnyxError> fault(String name, JsonNode value) {
      try {
        Base64.getDecoder().decode(value.isString() ? value.stringValue() : "?");
        return Optional.empty();
      } catch (IllegalArgumentException e) {
        return Optional.of(TelnyxError.notInEnum(name));
      }
    }
  }
}
