import { BullModule } from '@nestjs/bull';
import { type DynamicModule, Module } from '@nestjs/common';
import { APP_FILTER, APP_GUARD } from '@nestjs/core';
import { AcceptanceModule } from './acceptance/acceptance.module.js';
import { ApplicationModule } from './application/application.module.js';
import { CityReviewModule } from './city-review/city-review.module.js';
import type { Config } from './config.js';
import { DatabaseModule } from './database/database.module.js';
import { DEMO } from './demo/demo-password.js';
import { DemoController } from './demo/demo.controller.js';
import { DocumentsModule } from './documents/documents.module.js';
import { DoorModule } from './door/door.module.js';
import { FundReleaseModule } from './fund-release/fund-release.module.js';
import { FundsModule } from './funds/funds.module.js';
import { HealthController } from './health.controller.js';
import { Drain } from './http/drain.js';
import { ProblemFilter } from './http/problem.filter.js';
import { IdentityModule } from './identity/identity.module.js';
import { SECURE_COOKIES } from './identity/secure-cookies.js';
import { SessionGuard } from './identity/session.guard.js';
import { ImplementationModule } from './implementation/implementation.module.js';
import { LedgerModule } from './ledger/ledger.module.js';
import { NoticesModule } from './notices/notices.module.js';
import { PapersModule } from './papers/papers.module.js';
import { ProjectsModule } from './projects/projects.module.js';
import { queueOptions } from './queues/redis-options.js';
import { RedisPing } from './queues/redis-ping.js';
import { ReimbursementModule } from './reimbursement/reimbursement.module.js';
import { RostersModule } from './rosters/rosters.module.js';
import { SelfEvaluationModule } from './self-evaluation/self-evaluation.module.js';

const loopback = new Set(['127.0.0.1', '::1', 'localhost']);

@Module({})
export class AppModule {
  static for(config: Config): DynamicModule {
    return {
      module: AppModule,
      global: true,
      imports: [
        DatabaseModule.for(config),
        BullModule.forRoot(queueOptions(config.redisUrl)),
        DoorModule,
        IdentityModule,
        ProjectsModule,
        ApplicationModule,
        CityReviewModule,
        FundReleaseModule,
        ImplementationModule,
        AcceptanceModule,
        ReimbursementModule,
        SelfEvaluationModule,
        DocumentsModule,
        FundsModule,
        LedgerModule,
        NoticesModule,
        PapersModule.for(config),
        RostersModule.for(config),
      ],
      controllers: [HealthController, DemoController],
      providers: [
        Drain,
        { provide: APP_GUARD, useClass: SessionGuard },
        { provide: APP_FILTER, useClass: ProblemFilter },
        { provide: SECURE_COOKIES, useValue: !loopback.has(config.host) },
        { provide: DEMO, useValue: config.demo },
        { provide: RedisPing, useFactory: () => new RedisPing(config.redisUrl) },
      ],
      exports: [SECURE_COOKIES, DEMO],
    };
  }
}
