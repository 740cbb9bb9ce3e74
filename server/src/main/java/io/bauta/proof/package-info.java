/**
 * What is seen of the proofs that carriers give, and what could be demanded.
 *
 * <p>Knows no request: the edge says how each came out. Knows no clock. Read {@link
 * io.bauta.proof.ProofLog} for what was seen, {@link io.bauta.proof.Weakness} for what is demanded
 * too little.
 */
@NullMarked
package io.bauta.proof;

import org.jspecify.annotations.NullMarked;
