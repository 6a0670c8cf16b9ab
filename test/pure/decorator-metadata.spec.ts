import 'reflect-metadata';
import { expect, test } from 'vitest';

class Clock {}

function noted(_target: object, _key?: string | symbol): void {}

class Service {
  @noted
  decide(clock: Clock, title: string): Promise<void> {
    void clock;
    void title;
    return Promise.resolve();
  }
}

test('the test runner emits the metadata that dependency injection and validation live on', () => {
  const types = Reflect.getMetadata('design:paramtypes', Service.prototype, 'decide') as unknown;
  expect(types).toEqual([Clock, String]);
});
