import { Injectable, type PipeTransform } from '@nestjs/common';
import { DomainError } from '../../workflows/values/domain-error.js';

/** A year in an address; what is none names no fund year. */
@Injectable()
export class YearPipe implements PipeTransform<string, number> {
  transform(value: string): number {
    if (!/^2[01]\d\d$/.test(value)) throw new DomainError('missing', 'fund-year.missing', { year: value });
    return Number(value);
  }
}
