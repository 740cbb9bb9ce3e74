package io.bauta.simulator.telnyx;

import static io.bauta.simulator.telnyx.CommandForm.Needs.AN_ANSWERED_CALL;
import static io.bauta.simulator.telnyx.CommandForm.Needs.AN_UNANSWERED_CALL;
import static io.bauta.simulator.telnyx.CommandForm.Needs.AUDIO;
import static io.bauta.simulator.telnyx.CommandForm.Needs.A_CALL;

import io.bauta.simulator.telnyx.ValueCheck.Flag;
import io.bauta.simulator.telnyx.ValueCheck.InBase64;
import io.bauta.simulator.telnyx.ValueCheck.Matching;
import io.bauta.simulator.telnyx.ValueCheck.Number;
import io.bauta.simulator.telnyx.ValueCheck.OneOf;
import io.bauta.simulator.telnyx.ValueCheck.Text;
import io.bauta.simulator.telnyx.ValueCheck.Web;
import io.bauta.simulator.telnyx.ValueCheck.Whole;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The commands that the pretended Telnyx carries out, with the limits that Telnyx documents for
 * their parameters (developers.telnyx.com/api-reference/call-commands).
 */
final class CommandForms {

  /** For texts of which no limit is documented. */
  static final int TEXT_MAX = 4000;

  static final int SPOKEN_MAX = 3000;

  private static final int RECORDING_SECONDS_MAX = 43_200;
  private static final int RECORD_START_SECONDS_MAX = 14_400;
  private static final int FILE_NAME_MAX = 40;
  private static final int MILLIS_MAX = Integer.MAX_VALUE;
  private static final int DIGITS_MAX = 128;
  private static final Whole ANY_SECONDS = new Whole(0, Integer.MAX_VALUE);
  private static final OneOf TRACK = oneOf("both", "inbound", "outbound");
  private static final OneOf LEGS = oneOf("self", "opposite", "both");
  private static final Matching VOICE =
      matching(
          "female|male|[A-Za-z]+\\.[A-Za-z0-9_\\-]+\\.[A-Za-z0-9_.\\-]+|[A-Za-z]+\\.[\\w\\-]+");
  private static final Matching NAME = matching("[\\p{L}0-9 \\-_~!.+]{1,128}");
  private static final String[] EVENTS_ELSEWHERE = {
    "webhook_url_method", "webhook_urls", "webhook_urls_method", "webhook_retries_policies"
  };

  private static final Map<String, CommandForm> FORMS =
      Stream.of(
              answer(),
              transfer(),
              CommandForm.of("reject", AN_UNANSWERED_CALL)
                  .must("cause", oneOf("CALL_REJECTED", "USER_BUSY")),
              CommandForm.of("hangup", A_CALL).anything("custom_headers"),
              speak(),
              playback(),
              CommandForm.of("playback_stop", AN_ANSWERED_CALL).anything("stop", "overlay"),
              gather("gather").may("gather_id", new Text(FILE_NAME_MAX)),
              spoken(gather("gather_using_speak")).may("invalid_payload", new Text(SPOKEN_MAX)),
              recordStart(),
              CommandForm.of("record_stop", AN_ANSWERED_CALL).anything("recording_id"),
              CommandForm.of("record_pause", AN_ANSWERED_CALL).anything("recording_id"),
              CommandForm.of("record_resume", AN_ANSWERED_CALL).anything("recording_id"),
              CommandForm.of("client_state_update", A_CALL)
                  .by("PUT")
                  .must("client_state", new InBase64()))
          .collect(Collectors.toUnmodifiableMap(CommandForm::action, Function.identity()));

  private CommandForms() {}

  static Optional<CommandForm> of(String action) {
    return Optional.ofNullable(FORMS.get(action));
  }

  private static CommandForm answer() {
    return recorded(CommandForm.of("answer", A_CALL))
        .may("webhook_url", new Web())
        .anything(EVENTS_ELSEWHERE)
        .anything("billing_group_id", "custom_headers", "sip_headers", "preferred_codecs")
        .anything("sound_modifications");
  }

  private static CommandForm transfer() {
    return recorded(CommandForm.of("transfer", AN_ANSWERED_CALL))
        .must("to", new Number())
        .may("from", new Number())
        .may("from_display_name", NAME)
        .may("timeout_secs", new Whole(5, 600))
        .may("time_limit_secs", new Whole(30, 14_400))
        .may("early_media", new Flag())
        .may("target_leg_client_state", new InBase64())
        .may("privacy", oneOf("id", "none"))
        .may("send_digits_on_answer", matching("[0-9A-DwW*#]{1,64}"))
        .may("mute_dtmf", oneOf("none", "both", "self", "opposite"))
        .may("park_after_unbridge", oneOf("self"))
        .may(
            "answering_machine_detection",
            oneOf("disabled", "premium", "detect", "detect_beep", "detect_words", "greeting_end"))
        .may("webhook_url", new Web())
        .anything(EVENTS_ELSEWHERE)
        .anything("audio_url", "media_name", "answering_machine_detection_config", "sip_region")
        .anything("custom_headers", "sip_headers", "media_encryption", "sound_modifications")
        .anything("preferred_codecs");
  }

  private static CommandForm recorded(CommandForm form) {
    return form.may("record", oneOf("record-from-answer"))
        .may("record_channels", oneOf("single", "dual"))
        .may("record_format", oneOf("wav", "mp3"))
        .may("record_max_length", new Whole(0, RECORDING_SECONDS_MAX))
        .may("record_timeout_secs", ANY_SECONDS)
        .may("record_track", TRACK)
        .may("record_trim", oneOf("trim-silence"))
        .may("record_custom_file_name", new Text(FILE_NAME_MAX));
  }

  private static CommandForm speak() {
    return spoken(CommandForm.of("speak", AN_ANSWERED_CALL))
        .may("stop", oneOf("current", "all"))
        .may("target_legs", LEGS)
        .anything("loop");
  }

  private static CommandForm spoken(CommandForm form) {
    return form.must("payload", new Text(SPOKEN_MAX))
        .must("voice", VOICE)
        .may("payload_type", oneOf("text", "ssml"))
        .may("service_level", oneOf("premium", "basic"))
        .anything("language", "voice_settings");
  }

  private static CommandForm playback() {
    return CommandForm.of("playback_start", AN_ANSWERED_CALL)
        .oneOfThese("audio_url", "media_name", "playback_content")
        .may("target_legs", LEGS)
        .may("overlay", new Flag())
        .may("cache_audio", new Flag())
        .may("audio_type", oneOf("mp3", "wav"))
        .anything("loop", "stop");
  }

  private static CommandForm gather(String action) {
    return CommandForm.of(action, AN_ANSWERED_CALL)
        .may("minimum_digits", new Whole(1, DIGITS_MAX))
        .may("maximum_digits", new Whole(1, DIGITS_MAX))
        .may("maximum_tries", new Whole(1, DIGITS_MAX))
        .may("timeout_millis", new Whole(1, MILLIS_MAX))
        .may("inter_digit_timeout_millis", new Whole(1, MILLIS_MAX))
        .may("initial_timeout_millis", new Whole(1, MILLIS_MAX))
        .may("terminating_digit", matching("[0-9*#]"))
        .may("valid_digits", matching("[0-9A-D*#]{1,16}"));
  }

  private static CommandForm recordStart() {
    return CommandForm.of("record_start", AUDIO)
        .must("format", oneOf("wav", "mp3"))
        .must("channels", oneOf("single", "dual"))
        .may("play_beep", new Flag())
        .may("max_length", new Whole(0, RECORD_START_SECONDS_MAX))
        .may("timeout_secs", ANY_SECONDS)
        .may("recording_track", TRACK)
        .may("trim", oneOf("trim-silence"))
        .may("custom_file_name", new Text(FILE_NAME_MAX))
        .anything("transcription", "transcription_engine", "transcription_language");
  }

  private static OneOf oneOf(String... values) {
    return new OneOf(Set.of(values));
  }

  private static Matching matching(String pattern) {
    return new Matching(Pattern.compile(pattern));
  }
}
