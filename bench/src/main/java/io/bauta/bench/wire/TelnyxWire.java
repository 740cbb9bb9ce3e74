package io.bauta.bench.wire;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.util.Base64;
import org.bouncycastle.crypto.params.Ed25519PrivateKeyParameters;
import org.bouncycastle.crypto.signers.Ed25519Signer;

/** What Telnyx sends when a call came in, and its signature over time and body. */
public final class TelnyxWire {

  public static final String CONNECTION_ID = "1684641123236054244";

  /** How many characters a signature has. */
  public static final int SIGNATURE_LENGTH = 88;

  /** Everybody can know it. */
  private static final Ed25519PrivateKeyParameters KEY =
      new Ed25519PrivateKeyParameters(new byte[Ed25519PrivateKeyParameters.KEY_SIZE], 0);

  private TelnyxWire() {}

  /** As the account's configuration has it. */
  public static String publicKey() {
    return Base64.getEncoder().encodeToString(KEY.generatePublicKey().getEncoded());
  }

  /** The event that a call came in; numbers are written as given, behind a plus. */
  public static String initiated(String callId, String from, String to) {
    return "{\"data\":{\"event_type\":\"call.initiated\",\"id\":\""
        + callId
        + "\",\"occurred_at\":\"2026-01-01T06:07:34.130248Z\",\"payload\":{\"call_control_id\":\"v3:"
        + callId
        + "\",\"call_leg_id\":\""
        + callId
        + "\",\"call_session_id\":\""
        + callId
        + "\",\"caller_id_name\":\"\",\"client_state\":null,\"connection_codecs\":\"G722,PCMU,PCMA\","
        + "\"connection_id\":\""
        + CONNECTION_ID
        + "\",\"direction\":\"incoming\",\"from\":\"+"
        + from
        + "\",\"offered_codecs\":\"G722,PCMU,PCMA\",\"start_time\":\"2026-01-01T06:07:34.130248Z\","
        + "\"state\":\"parked\",\"tags\":[],\"to\":\"+"
        + to
        + "\"},\"record_type\":\"event\"},\"meta\":{\"attempt\":1,\"delivered_to\":"
        + "\"https://mask.example.com/carriers/telnyx/voice\"}}";
  }

  /** The signature of {@code body}, which is said to be sent at {@code timestamp}. */
  public static byte[] sign(String timestamp, byte[] body) {
    Ed25519Signer signer = new Ed25519Signer();
    signer.init(true, KEY);
    byte[] before = (timestamp + "|").getBytes(US_ASCII);
    signer.update(before, 0, before.length);
    signer.update(body, 0, body.length);
    return Base64.getEncoder().encode(signer.generateSignature());
  }
}
