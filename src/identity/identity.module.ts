import { Module } from '@nestjs/common';
import { DirectoryController } from './directory.controller.js';
import { OwnPassword } from './own-password.js';
import { Passwords } from './password.js';
import { SessionController, SessionsController } from './session.controller.js';
import { SessionService } from './session.service.js';
import { SignInAttempts } from './sign-in-attempts.js';

@Module({
  controllers: [SessionController, SessionsController, DirectoryController],
  providers: [SessionService, SignInAttempts, Passwords, OwnPassword],
  exports: [SessionService, Passwords],
})
export class IdentityModule {}
