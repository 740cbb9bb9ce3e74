package io.bauta.session;

import io.bauta.number.PhoneNumber;
import java.time.Instant;

/**
 * That somebody who called from a telephone entered a participant's code, so that the telephone
 * need not be asked for it again while the session is open.
 *
 * @param dialed the number on which it was entered
 * @param phone from where; a real number, and prints redacted
 * @param session whose participant it was
 * @param position which of its participants
 * @param since when it was entered
 */
public record KnownPhone(
    PhoneNumber dialed, PhoneNumber phone, SessionId session, int position, Instant since) {}
