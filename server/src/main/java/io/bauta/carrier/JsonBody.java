package io.bauta.carrier;

import java.util.Optional;
import tools.jackson.core.JacksonException;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.core.json.JsonFactoryBuilder;
import tools.jackson.core.json.JsonReadFeature;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.JsonNodeType;

/**
 * A webhook's body as a JSON object (RFC 8259), bounded in depth and length.
 *
 * <p>A name that comes twice is malformed: two readers could see two different callers.
 */
public final class JsonBody {

  /** Deeper than any carrier nests. */
  public static final int DEPTH_MAX = 32;

  private static final JsonMapper MAPPER = mapper(factory());

  private static final JsonMapper TRAILING_COMMA_MAPPER =
      mapper(factory().enable(JsonReadFeature.ALLOW_TRAILING_COMMA));

  private JsonBody() {}

  private static JsonFactoryBuilder factory() {
    return JsonFactory.builder()
        .streamReadConstraints(StreamReadConstraints.builder().maxNestingDepth(DEPTH_MAX).build());
  }

  private static JsonMapper mapper(JsonFactoryBuilder factory) {
    return JsonMapper.builder(factory.build())
        .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
        .enable(DeserializationFeature.FAIL_ON_READING_DUP_TREE_KEY)
        .build();
  }

  /**
   * The object in {@code webhook}'s body.
   *
   * @throws MalformedWebhookException when it is not one; the message holds nothing of the body
   */
  public static JsonNode object(Webhook webhook) throws MalformedWebhookException {
    return object(webhook.body());
  }

  /** The object that {@code bytes} write. */
  public static JsonNode object(byte[] bytes) throws MalformedWebhookException {
    return object(bytes, MAPPER);
  }

  /**
   * The object in {@code webhook}'s body, which may end with one comma too many. That is no JSON:
   * only for a webhook whose own documentation shows it so.
   */
  public static JsonNode objectWithTrailingComma(Webhook webhook) throws MalformedWebhookException {
    return object(webhook.body(), TRAILING_COMMA_MAPPER);
  }

  private static JsonNode object(byte[] bytes, JsonMapper mapper) throws MalformedWebhookException {
    JsonNode node;
    try {
      node = mapper.readTree(bytes);
    } catch (JacksonException notJson) {
      throw new MalformedWebhookException("the body is not JSON: expected a JSON object");
    }
    if (!node.isObject()) {
      throw new MalformedWebhookException("the body is not a JSON object");
    }
    return node;
  }

  /**
   * The text or the number that {@code parent} holds under {@code name}; empty when it is missing,
   * null or blank.
   *
   * @throws MalformedWebhookException when it is an object, an array or a boolean, or holds a
   *     control character: values go into logs, records and replies
   */
  public static Optional<String> text(JsonNode parent, String name)
      throws MalformedWebhookException {
    JsonNode value = parent.path(name);
    JsonNodeType type = value.getNodeType();
    if (type == JsonNodeType.MISSING || type == JsonNodeType.NULL) {
      return Optional.empty();
    }
    if (type != JsonNodeType.STRING && type != JsonNodeType.NUMBER) {
      throw new MalformedWebhookException(name + " is neither text nor a number");
    }
    String text = value.asString();
    if (hasControlCharacter(text)) {
      throw new MalformedWebhookException(name + " holds a control character");
    }
    return text.isBlank() ? Optional.empty() : Optional.of(text);
  }

  private static boolean hasControlCharacter(String text) {
    for (int i = 0; i < text.length(); i++) {
      if (Character.isISOControl(text.charAt(i))) {
        return true;
      }
    }
    return false;
  }
}
