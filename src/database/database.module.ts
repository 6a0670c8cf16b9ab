import { type DynamicModule, Global, Module, type OnApplicationShutdown } from '@nestjs/common';
import { TypeOrmModule } from '@nestjs/typeorm';
import { dataSourceOptions } from './data-source.js';
import { DoorDataSource } from './door-data-source.js';

/** The two ways into PostgreSQL, each as the plain role that it needs. */
@Global()
@Module({})
export class DatabaseModule implements OnApplicationShutdown {
  constructor(private readonly door: DoorDataSource) {}

  static for(databaseUrl: string): DynamicModule {
    return {
      module: DatabaseModule,
      imports: [TypeOrmModule.forRoot({ ...dataSourceOptions(databaseUrl, 'sluice_app'), retryAttempts: 0 })],
      providers: [
        {
          provide: DoorDataSource,
          useFactory: () => new DoorDataSource(dataSourceOptions(databaseUrl, 'sluice_door')).initialize(),
        },
      ],
      exports: [DoorDataSource],
    };
  }

  async onApplicationShutdown(): Promise<void> {
    if (this.door.isInitialized) await this.door.destroy();
  }
}
