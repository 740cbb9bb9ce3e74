package io.bauta.app;

import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** A share as people write it in a command: {@code 0.01} or {@code 1%}. */
final class PlanShare implements ITypeConverter<Double> {

  @Override
  public Double convert(String text) {
    String number = text.strip();
    boolean isPercent = number.endsWith("%");
    try {
      double value =
          Double.parseDouble(isPercent ? number.substring(0, number.length() - 1) : number);
      if (Double.isFinite(value)) {
        return isPercent ? value / 100 : value;
      }
    } catch (NumberFormatException notANumber) {
      // Said below, for every wrong value alike.
    }
    throw new TypeConversionException("expected a share such as 0.01 or 1%");
  }
}
