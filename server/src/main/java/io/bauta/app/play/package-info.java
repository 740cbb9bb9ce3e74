/**
 * Commands that play calls: the simulator on one side, a server on the other.
 *
 * <p>{@link io.bauta.app.play.DemoCommand} brings its own server. {@link io.bauta.app.play.Plays}
 * is what it plays, the same with every carrier; {@link io.bauta.app.play.Stage} is what differs.
 * {@link io.bauta.app.play.CallCommand} calls a server that runs already.
 */
@NullMarked
package io.bauta.app.play;

import org.jspecify.annotations.NullMarked;
