import { DataSource } from 'typeorm';

/**
 * The connections of the door and of what works for the system itself, as the role `sluice_door`: it alone may write
 * states, history, spans, parts and entries, and no scope narrows what it reads. The ordinary `DataSource` serves requests.
 */
export class DoorDataSource extends DataSource {}
