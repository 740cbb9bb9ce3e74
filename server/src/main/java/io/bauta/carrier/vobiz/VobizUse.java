package io.bauta.carrier.vobiz;

import io.bauta.carrier.FormFields;
import io.bauta.carrier.MalformedWebhookException;
import io.bauta.carrier.Webhook;
import java.nio.charset.StandardCharsets;
import java.util.List;

/**
 * What a nonce was used for.
 *
 * <p>A signature of Vobiz covers neither body nor query, so one that was seen could be sent again
 * with other fields. The use is made of the URL and of every field that decides what we do. A
 * repetition by Vobiz has the same use, because these do not change when a webhook is sent again. A
 * replay with another caller, another dialled number or another call has a different one. Times and
 * durations are left out: they decide nothing, and nobody promises that a repetition keeps them.
 */
final class VobizUse {

  private static final List<String> DECIDING =
      List.of(
          VobizFields.EVENT,
          VobizDial.STEP,
          VobizFields.CALL_UUID,
          VobizFields.FROM,
          VobizFields.TO,
          VobizFields.CALLER_NAME,
          VobizFields.CALL_STATUS,
          VobizFields.HANGUP_CAUSE,
          VobizFields.DIAL_STATUS,
          VobizFields.DIAL_B_LEG_UUID,
          VobizFields.DIGITS,
          VobizFields.RECORDING_ID,
          VobizFields.RECORD_URL,
          VobizFields.RECORD_FILE);

  private VobizUse() {}

  static String of(Webhook webhook) {
    try {
      FormFields fields = FormFields.of(webhook);
      StringBuilder use = new StringBuilder(400).append(webhook.url());
      for (String name : DECIDING) {
        String value = fields.get(name).orElse("");
        // The length keeps a value from reaching into the next one.
        use.append('\n').append(value.length()).append(' ').append(value);
      }
      return use.toString();
    } catch (MalformedWebhookException unreadable) {
      // It will be refused when it is read; until then only its very bytes are the same use.
      return webhook.url()
          + "\n"
          + webhook.query()
          + "\n"
          + new String(webhook.body(), StandardCharsets.ISO_8859_1);
    }
  }
}
