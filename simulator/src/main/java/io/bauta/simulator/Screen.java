package io.bauta.simulator;

/**
 * What a ringing telephone showed.
 *
 * @param number the presented number, in E.164 where it was a number
 * @param name the presented name exactly as the carrier passed it; may be a number
 */
public record Screen(String number, String name) {}
