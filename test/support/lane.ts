/**
 * Gathers what is asked while one batch is under way and asks it together as the next. Each caller gets its own answer;
 * when a batch fails, all who were in it are told.
 */
export class Lane<Asked, Answer> {
  private waiting: { asked: Asked; resolve: (answer: Answer) => void; reject: (error: unknown) => void }[] = [];
  private busy = false;

  constructor(
    private readonly atOnce: (asked: readonly Asked[]) => Promise<readonly Answer[]>,
    private readonly most = 128,
  ) {}

  ask(asked: Asked): Promise<Answer> {
    return new Promise((resolve, reject) => {
      this.waiting.push({ asked, resolve, reject });
      void this.flow();
    });
  }

  private async flow(): Promise<void> {
    if (this.busy) return;
    this.busy = true;
    // Whoever is answered together asks again together.
    await new Promise(setImmediate);
    while (this.waiting.length > 0) {
      const batch = this.waiting.splice(0, this.most);
      try {
        const answers = await this.atOnce(batch.map(({ asked }) => asked));
        batch.forEach(({ resolve }, index) => resolve(answers[index]!));
      } catch (error) {
        for (const { reject } of batch) reject(error);
      }
      await new Promise(setImmediate);
    }
    this.busy = false;
  }
}
