def weigh():
    return 3
