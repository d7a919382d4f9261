"""The newsroom itself: settings, licences, languages, generations, times and troubles."""
