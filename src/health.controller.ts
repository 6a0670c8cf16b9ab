import { Controller, Get, Inject, ServiceUnavailableException } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { DataSource } from 'typeorm';
import { Public } from './http/access.js';
import { RedisPing } from './queues/redis-ping.js';

@ApiTags('health')
@Controller('health')
@Public()
export class HealthController {
  constructor(
    private readonly dataSource: DataSource,
    @Inject(RedisPing) private readonly redis: RedisPing,
  ) {}

  /** The process runs. */
  @Get('live')
  live() {
    return { status: 'live' };
  }

  /** It can serve: both servers answer. Asked with a time limit, for Bull hangs where Redis is gone. */
  @Get('ready')
  async ready() {
    const answers = await Promise.allSettled([this.dataSource.query('select 1'), this.redis.ping()]);
    const [database, redis] = answers.map((answer) => (answer.status === 'fulfilled' ? 'up' : 'down'));
    if (database === 'down' || redis === 'down') throw new ServiceUnavailableException({ database, redis });
    return { status: 'ready', database, redis };
  }
}
