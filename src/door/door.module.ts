import { Global, Module } from '@nestjs/common';
import { CalendarService } from '../calendar/calendar.service.js';
import { Clock } from '../clock.js';
import { Door } from './door.js';

/** What every stage stands on: the door, the clock and the calendar. */
@Global()
@Module({ providers: [Door, Clock, CalendarService], exports: [Door, Clock, CalendarService] })
export class DoorModule {}
