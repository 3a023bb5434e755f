import { defineAsyncComponent } from 'vue'
import MapLoading from './MapLoading.vue'
import MapMissing from './MapMissing.vue'

/** The map, fetched when a page first shows one; says so meanwhile, and when it cannot be had. */
export const CityMap = defineAsyncComponent({
  loader: () => import('./CityMap.vue'),
  loadingComponent: MapLoading,
  errorComponent: MapMissing,
  delay: 0
})
