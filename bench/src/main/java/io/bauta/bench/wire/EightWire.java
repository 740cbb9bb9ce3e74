package io.bauta.bench.wire;

/** What 8x8 sends when it asks what to do with a call. Its proof is a header that never changes. */
public final class EightWire {

  public static final String SUB_ACCOUNT_ID = "benchmark_masking";
  public static final String AUTHORIZATION = "Bearer 0123456789abcdef0123456789abcdef";

  private EightWire() {}

  /** The first VCA of a call; numbers are written as given, behind a plus. */
  public static String question(String sessionId, String from, String to) {
    return "{\"namespace\":\"VOICE\",\"eventType\":\"CALL_ACTION\",\"payload\":{"
        + "\"eventId\":\"eb0fc709-9693-41ea-854d-1705dde98182\",\"sessionId\":\""
        + sessionId
        + "\",\"callId\":\"a1d6a5e3-efec-41e9-b999-7d370b5f90d1\",\"subAccountId\":\""
        + SUB_ACCOUNT_ID
        + "\",\"callStatus\":\"CALL_RECEIVED\",\"callDirection\":\"INBOUND\",\"callType\":\"PSTN\","
        + "\"source\":\"+"
        + from
        + "\",\"destination\":\"+"
        + to
        + "\",\"sourceFormat\":\"MSISDN\",\"destinationFormat\":\"MSISDN\","
        + "\"sourceCountryCode\":\"IN\",\"destinationCountryCode\":\"IN\",\"callDuration\":0,"
        + "\"sipCode\":200,\"timestamp\":\"2026-01-01T06:07:34Z\",\"destinationRefId\":\"ref-1\"}}";
  }
}
