package io.bauta.bench.wire;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.security.GeneralSecurityException;
import java.util.Base64;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * What Vobiz sends when it asks what to do with a call: all fields that real requests were seen to
 * have, and their signatures.
 */
public final class VobizWire {

  public static final String AUTH_ID = "MA_BENCHMARK";
  public static final String AUTH_TOKEN = "0123456789abcdef0123456789abcdef01234567";

  /** How many digits a nonce has. */
  public static final int NONCE_LENGTH = 20;

  /** How many characters a signature has. */
  public static final int SIGNATURE_LENGTH = 44;

  private static final String HMAC = "HmacSHA256";

  private VobizWire() {}

  /** The form of a question; numbers are written as given. */
  public static String form(String callUuid, String from, String to) {
    return "BillRate=0&CallStatus=ringing&CallUUID="
        + callUuid
        + "&CallerName=%2B"
        + from
        + "&CountryCode=&Direction=inbound&Event=StartApp&From="
        + from
        + "&ParentAuthID="
        + AUTH_ID
        + "&RouteType=&STIRAttestation=Not+Applicable&STIRVerification=Not+Applicable"
        + "&SessionStart=2026-01-01+06%3A07%3A34.130248&To="
        + to;
  }

  /** A version of the signature: its headers, and what stands between URL and nonce. */
  public enum Version {
    V2(""),
    V3(".");

    private final String separator;

    Version(String separator) {
      this.separator = separator;
    }

    public String header() {
      return "X-Vobiz-Signature-" + name();
    }

    /** The header of what the parent account signs. A main account is its own parent. */
    public String parentHeader() {
      return "X-Vobiz-Signature-MA-" + name();
    }

    public String nonceHeader() {
      return header() + "-Nonce";
    }
  }

  /** Signs the webhooks to one URL. Not safe for several threads. */
  public static final class Signer {

    private final Mac mac;
    private final byte[] beforeNonce;

    public Signer(Version version, String url) {
      try {
        mac = Mac.getInstance(HMAC);
        mac.init(new SecretKeySpec(AUTH_TOKEN.getBytes(UTF_8), HMAC));
      } catch (GeneralSecurityException everyJdkHasIt) {
        throw new IllegalStateException(everyJdkHasIt);
      }
      beforeNonce = (url + version.separator).getBytes(UTF_8);
    }

    /** The signature of {@code nonce}: {@link #SIGNATURE_LENGTH} characters of Base64. */
    public byte[] sign(byte[] nonce) {
      mac.update(beforeNonce);
      mac.update(nonce);
      return Base64.getEncoder().encode(mac.doFinal());
    }
  }
}
