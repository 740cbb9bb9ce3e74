package io.bauta.session;

import io.bauta.number.PhoneNumber;
import io.bauta.number.ProxyNumber;

/**
 * A person in a masking session.
 *
 * @param name what the platform calls them; may be empty, and should not be a person's name
 * @param realNumber their own telephone number, which nobody else may learn
 * @param dials the proxy number that they dial to reach the other side, and that they are called
 *     back on: it is what their binding holds
 */
public record Participant(
    ParticipantId id, String name, PhoneNumber realNumber, ProxyNumber dials) {

  public static final int NAME_LENGTH_MAX = 100;
}
