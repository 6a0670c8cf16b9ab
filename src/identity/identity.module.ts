import { Module } from '@nestjs/common';
import { DirectoryController } from './directory.controller.js';
import { Passwords } from './password.js';
import { SessionController } from './session.controller.js';
import { SessionService } from './session.service.js';

@Module({
  controllers: [SessionController, DirectoryController],
  providers: [SessionService, Passwords],
  exports: [SessionService, Passwords],
})
export class IdentityModule {}
