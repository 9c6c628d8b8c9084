package org.openstrawberry.judge.number;

import org.openstrawberry.contracts.PercentPolicy;
import org.openstrawberry.contracts.UnitPolicy;

/** How numbers are compared where people differ. */
public record NumberPolicy(PercentPolicy percent, UnitPolicy units, Tolerance tolerance) {}
