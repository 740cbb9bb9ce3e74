/**
 * How many proxy numbers a pool needs, and how near it is to its end.
 *
 * <p>Pure: demand comes in as values, numbers and probabilities go out. Knows no store, clock, HTTP
 * or JSON. Read {@link io.bauta.plan.Demand}, then {@link io.bauta.plan.Planner}, which states the
 * model.
 */
@NullMarked
package io.bauta.plan;

import org.jspecify.annotations.NullMarked;
