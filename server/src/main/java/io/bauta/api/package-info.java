/**
 * The platform's REST API: pools, sessions, calls, explanations.
 *
 * <p>Reads and writes JSON over plain request and reply values; the HTTP library is elsewhere. Real
 * numbers go out masked. Read {@link io.bauta.api.Api}, the table of its endpoints.
 */
@NullMarked
package io.bauta.api;

import org.jspecify.annotations.NullMarked;
