import { type DynamicModule, Global, Module, type OnApplicationShutdown, type OnModuleInit } from '@nestjs/common';
import { TypeOrmModule } from '@nestjs/typeorm';
import { DataSource } from 'typeorm';
import type { Config } from '../config.js';
import { assertPlain } from './assert-plain.js';
import { servingOptions } from './data-source.js';
import { DoorDataSource } from './door-data-source.js';

/** The two ways into PostgreSQL, each as the plain role that it needs. */
@Global()
@Module({})
export class DatabaseModule implements OnModuleInit, OnApplicationShutdown {
  constructor(
    private readonly requests: DataSource,
    private readonly door: DoorDataSource,
  ) {}

  static for({ databaseUrl, appDatabaseUrl = databaseUrl, doorDatabaseUrl = databaseUrl }: Config): DynamicModule {
    return {
      module: DatabaseModule,
      imports: [TypeOrmModule.forRoot({ ...servingOptions(appDatabaseUrl, 'sluice_app'), retryAttempts: 0 })],
      providers: [
        {
          provide: DoorDataSource,
          useFactory: () => new DoorDataSource(servingOptions(doorDatabaseUrl, 'sluice_door')).initialize(),
        },
      ],
      exports: [DoorDataSource],
    };
  }

  async onModuleInit(): Promise<void> {
    await assertPlain(this.requests, 'sluice_app');
    await assertPlain(this.door, 'sluice_door');
  }

  async onApplicationShutdown(): Promise<void> {
    if (this.door.isInitialized) await this.door.destroy();
  }
}
