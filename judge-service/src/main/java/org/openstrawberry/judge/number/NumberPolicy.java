package org.openstrawberry.judge.number;

/** How numbers are compared where people differ. */
public record NumberPolicy(PercentPolicy percent, UnitPolicy units, Tolerance tolerance) {}
