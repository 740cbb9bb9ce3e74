/**
 * Malformed and hostile requests to every endpoint, over real HTTP: {@link
 * io.bauta.fuzz.FuzzProperties}.
 */
package io.bauta.fuzz;
