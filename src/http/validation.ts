import { ValidationPipe, type ValidationError } from '@nestjs/common';
import { DomainError, unmet, type Unmet } from '../../workflows/values/domain-error.js';

/** Unknown fields are refused, and each field that is wrong is named with the rule that it breaks. */
export const validation = new ValidationPipe({
  whitelist: true,
  forbidNonWhitelisted: true,
  forbidUnknownValues: true,
  transform: true,
  exceptionFactory: (errors) =>
    new DomainError(
      'invalid',
      'request.invalid',
      {},
      errors.flatMap((error) => wrong(error, '')),
    ),
});

function wrong(error: ValidationError, path: string): Unmet[] {
  const field = path + error.property;
  const own = Object.keys(error.constraints ?? {}).map((name) =>
    unmet(`request.field.${name === 'whitelistValidation' ? 'unknown' : name}`, { field }, field),
  );
  return [...own, ...(error.children ?? []).flatMap((child) => wrong(child, `${field}.`))];
}
