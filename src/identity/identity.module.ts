import { Module } from '@nestjs/common';
import { Administration } from './administration.js';
import { DirectoryController } from './directory.controller.js';
import { OwnPassword } from './own-password.js';
import { OrganisationsController } from './organisations.controller.js';
import { Passwords } from './password.js';
import { MembershipsController, PeopleController } from './people.controller.js';
import { PeopleQueries } from './people.queries.js';
import { SessionController, SessionsController } from './session.controller.js';
import { SessionService } from './session.service.js';
import { SignInAttempts } from './sign-in-attempts.js';

@Module({
  controllers: [
    SessionController,
    SessionsController,
    PeopleController,
    MembershipsController,
    OrganisationsController,
    DirectoryController,
  ],
  providers: [SessionService, SignInAttempts, Passwords, OwnPassword, Administration, PeopleQueries],
  exports: [SessionService, Passwords],
})
export class IdentityModule {}
