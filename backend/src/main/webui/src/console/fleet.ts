import type { Schemas } from '@/api/client'

export type ConsoleVehicle = Schemas['ConsoleVehicle']

/** Cars on the map by id. News carries only what changed; everything else grows older by the clock. */
export class Fleet {
  private readonly cars = new Map<string, ConsoleVehicle>()

  replace(cars: ConsoleVehicle[]): void {
    this.cars.clear()
    this.apply(cars)
  }

  apply(changed: ConsoleVehicle[]): void {
    for (const car of changed) {
      this.cars.set(car.id, car)
    }
  }

  get(id: string): ConsoleVehicle | undefined {
    return this.cars.get(id)
  }

  all(): ConsoleVehicle[] {
    return [...this.cars.values()]
  }
}
