import { Controller, Get, Inject, ServiceUnavailableException } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { DataSource } from 'typeorm';
import { Door } from './door/door.js';
import { Unavailable } from './database/unavailable.js';
import { Drain } from './http/drain.js';
import { Public } from './http/access.js';
import { RedisPing } from './queues/redis-ping.js';

/** A server that stands still breaks no connection: whoever asks whether we can serve is told soon. */
const timeoutMs = 2_000;

@ApiTags('health')
@Controller('health')
@Public()
export class HealthController {
  constructor(
    private readonly dataSource: DataSource,
    @Inject(RedisPing) private readonly redis: RedisPing,
    private readonly door: Door,
    private readonly drain: Drain,
  ) {}

  /** The process runs. */
  @Get('live')
  live() {
    return { status: 'live' };
  }

  /**
   * It can serve: both servers answer in time, and it is not about to end. With it, what waits at the door, and how much was turned away.
   */
  @Get('ready')
  async ready() {
    if (this.drain.isBegun) throw new Unavailable('service.stopping', 5);
    const answers = await Promise.allSettled([within(timeoutMs, this.dataSource.query('select 1')), this.redis.ping()]);
    const [database, redis] = answers.map((answer) => (answer.status === 'fulfilled' ? 'up' : 'down'));
    if (database === 'down' || redis === 'down') throw new ServiceUnavailableException({ database, redis });
    return { status: 'ready', database, redis, door: this.door.figures };
  }
}

async function within<T>(ms: number, asked: Promise<T>): Promise<T> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new Error('it does not answer')), ms);
  });
  return Promise.race([asked, late]).finally(() => clearTimeout(timer));
}
